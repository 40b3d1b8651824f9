/* The header as cgo reads it: gcc's old macro `unix` would take a parameter's name. */
#undef unix
#include "shiming.h"
