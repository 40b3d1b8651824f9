// The header once more, in another translation unit and after everything that it may need is named already.
#include "shiming.h"
#include "shiming.hpp"

#if defined(__linux__) && !defined(__STRICT_ANSI__) && !defined(unix)
#error "the header took a macro of the compiler away"
#endif

std::string elsewhere();
std::string elsewhere() { return std::string(shiming::version()); }
