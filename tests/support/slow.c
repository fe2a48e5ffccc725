/* slow - a library to be preloaded, in which every child that is forked, which is a run, rests a while before it begins:
 * so that what a test does to an experiment under way finds it under way, however fast the machine is.
 */
#include <dlfcn.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

enum { REST_NS = 20000000 };

pid_t fork(void)
{
    pid_t (*real)(void) = (pid_t(*)(void))dlsym(RTLD_NEXT, "fork");
    pid_t child = real();
    struct timespec rest = {.tv_nsec = REST_NS};
    while (child == 0 && nanosleep(&rest, &rest) != 0)
        ;
    return child;
}
