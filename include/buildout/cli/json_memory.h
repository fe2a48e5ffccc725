/* json_memory - was there memory for all the JSON that was made? Jansson leaves out what it had no memory for, and says so
 * to whoever adds it, item by item; what is to be stored is asked once, when it is whole.
 *
 * Owner: the allocator of the process, from bo_json_memory_watch() on. Errors: none.
 */
#ifndef BUILDOUT_CLI_JSON_MEMORY_H
#define BUILDOUT_CLI_JSON_MEMORY_H

#include <stdbool.h>

void bo_json_memory_watch(void);
bool bo_json_memory_was_short(void);

#endif
