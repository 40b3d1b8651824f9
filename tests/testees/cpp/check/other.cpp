// The header once more, in another translation unit and beside the one for C.
#include "shiming.h"
#include "shiming.hpp"

std::string elsewhere();
std::string elsewhere() { return std::string(shiming::version()); }
