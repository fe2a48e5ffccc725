/* serve_wire.h - the form of a record: tag and number of bytes (u32 each), then the bytes.
 *
 * A series or key figure starts with its number, in the order of first appearance; its names follow the number when it
 * is the next one that there is none of yet.
 */
#ifndef BUILDOUT_SIM_CLI_SERVE_WIRE_H
#define BUILDOUT_SIM_CLI_SERVE_WIRE_H

enum bo_serve_tag { BO_TAG_RUN = 0x52554e31, BO_TAG_MARK = 0x4d415231 };

#endif
