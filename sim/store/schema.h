/* schema.h - the tables of results.db, as schema.sql says them. */
#ifndef BUILDOUT_STORE_SCHEMA_H
#define BUILDOUT_STORE_SCHEMA_H

#define BO_STORE_APPLICATION_ID 0x42754f75 /* "BuOu", so that file(1) can tell our files */
#define BO_STORE_SCHEMA_VERSION 7          /* raised whenever schema.sql changes */
/* A row holds up to a quarter of a page before it spills: the JSON array of a dozen years of months fits. */
#define BO_STORE_PAGE_BYTES 16384

extern const char bo_store_schema[];

#endif
