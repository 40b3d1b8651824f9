#include <shiming.h>
#include <stdio.h>

int main(void) {
    shiming_error err = SHIMING_ERROR_INIT;
    shiming_buf pi = SHIMING_BUF_INIT;
    if (shiming_check_abi() != SHIMING_OK) return 1;
    if (shiming_pi_birth_date("1fffbj00000000000000000000000000000000", 38, &pi, &err) != SHIMING_OK) {
        fprintf(stderr, "%s: %s\n", shiming_status_name(err.code), err.detail);
        return 1;
    }
    printf("%s %s\n", shiming_version(), (const char *)pi.ptr);
    shiming_buf_free(&pi);
    return 0;
}
