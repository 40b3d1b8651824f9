# find_package(shiming CONFIG REQUIRED) gives the targets shiming::shiming (shared) and shiming::static.

get_filename_component(_shiming_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET shiming::shiming AND EXISTS "${_shiming_prefix}/lib/libshiming.so")
    add_library(shiming::shiming SHARED IMPORTED)
    set_target_properties(shiming::shiming PROPERTIES
        IMPORTED_LOCATION "${_shiming_prefix}/lib/libshiming.so"
        IMPORTED_SONAME "libshiming.so.1"
        INTERFACE_INCLUDE_DIRECTORIES "${_shiming_prefix}/include")
endif()

if(NOT TARGET shiming::static AND EXISTS "${_shiming_prefix}/lib/libshiming.a")
    find_package(Threads REQUIRED)
    add_library(shiming::static STATIC IMPORTED)
    set_target_properties(shiming::static PROPERTIES
        IMPORTED_LOCATION "${_shiming_prefix}/lib/libshiming.a"
        INTERFACE_INCLUDE_DIRECTORIES "${_shiming_prefix}/include"
        INTERFACE_LINK_LIBRARIES "Threads::Threads;${CMAKE_DL_LIBS};m")
endif()

if(NOT TARGET shiming::shiming AND NOT TARGET shiming::static)
    set(shiming_FOUND FALSE)
    set(shiming_NOT_FOUND_MESSAGE "no libshiming.so and no libshiming.a under ${_shiming_prefix}/lib")
endif()

unset(_shiming_prefix)
