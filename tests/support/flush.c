/* flush.c - in a build that counts what is run, a process that leaves by _exit writes its counts first. */
#include <unistd.h>

void __gcov_dump(void);
/* flush_library.c; a program without the kernel does not find it. */
__attribute__((weak)) void bo_kernel_flush_counts(void);
_Noreturn void __real__exit(int code);
_Noreturn void __wrap__exit(int code);

_Noreturn void __wrap__exit(int code)
{
    if (bo_kernel_flush_counts)
        bo_kernel_flush_counts();
    __gcov_dump();
    __real__exit(code);
}
