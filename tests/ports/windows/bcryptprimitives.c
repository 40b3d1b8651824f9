/* Wine before 9 lacks this library of Windows, from which Rust takes entropy. For tests only: beside the program, never shipped. */
#include <stddef.h>
unsigned char __stdcall SystemFunction036(void *bytes, unsigned long len);
__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *bytes, size_t len) { return SystemFunction036(bytes, (unsigned long)len); }
