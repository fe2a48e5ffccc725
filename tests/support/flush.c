/* flush.c - in a build that counts what is run, a process that leaves by _exit writes its counts first. Calls that fail
 * for a test (fault.c) end before that. */
#include <dlfcn.h>
#include <unistd.h>

void __gcov_dump(void);
/* flush_library.c; a program without the kernel does not find it. */
__attribute__((weak)) void bo_kernel_flush_counts(void);
_Noreturn void __real__exit(int code);
_Noreturn void __wrap__exit(int code);

/* Also at a usual end: gcov's own comes after those that have no priority. */
__attribute__((destructor)) static void end_faults(void)
{
    void (*end)(void);
    *(void **)&end = dlsym(RTLD_DEFAULT, "bo_fault_end");
    if (end)
        end();
}

_Noreturn void __wrap__exit(int code)
{
    end_faults();
    if (bo_kernel_flush_counts)
        bo_kernel_flush_counts();
    __gcov_dump();
    __real__exit(code);
}
