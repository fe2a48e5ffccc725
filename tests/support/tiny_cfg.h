/* tiny_cfg.h - where the smallest scenario stands; tests run in the folder of the sources. */
#ifndef BUILDOUT_TESTS_TINY_CFG_H
#define BUILDOUT_TESTS_TINY_CFG_H

#define TINY_CFG "tests/support/tiny.cfg"

#endif
