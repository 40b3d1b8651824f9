# find_package(shiming CONFIG REQUIRED) gives the targets shiming::shiming (shared) and shiming::static.

get_filename_component(_shiming_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
set(_shiming_lib "${_shiming_prefix}/lib")

if(NOT TARGET shiming::shiming)
    if(WIN32 AND EXISTS "${_shiming_prefix}/bin/shiming.dll")
        add_library(shiming::shiming SHARED IMPORTED)
        set_target_properties(shiming::shiming PROPERTIES IMPORTED_LOCATION "${_shiming_prefix}/bin/shiming.dll")
        if(MSVC)
            set_target_properties(shiming::shiming PROPERTIES IMPORTED_IMPLIB "${_shiming_lib}/shiming.lib")
        else()
            set_target_properties(shiming::shiming PROPERTIES IMPORTED_IMPLIB "${_shiming_lib}/libshiming.dll.a")
        endif()
    elseif(APPLE AND EXISTS "${_shiming_lib}/libshiming.dylib")
        add_library(shiming::shiming SHARED IMPORTED)
        set_target_properties(shiming::shiming PROPERTIES IMPORTED_LOCATION "${_shiming_lib}/libshiming.dylib")
    elseif(UNIX AND EXISTS "${_shiming_lib}/libshiming.so")
        add_library(shiming::shiming SHARED IMPORTED)
        set_target_properties(shiming::shiming PROPERTIES
            IMPORTED_LOCATION "${_shiming_lib}/libshiming.so"
            IMPORTED_SONAME "libshiming.so.1")
    endif()
    if(TARGET shiming::shiming)
        set_target_properties(shiming::shiming PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${_shiming_prefix}/include")
    endif()
endif()

if(NOT TARGET shiming::static AND NOT MSVC AND EXISTS "${_shiming_lib}/libshiming.a")
    add_library(shiming::static STATIC IMPORTED)
    set_target_properties(shiming::static PROPERTIES
        IMPORTED_LOCATION "${_shiming_lib}/libshiming.a"
        INTERFACE_INCLUDE_DIRECTORIES "${_shiming_prefix}/include")
    if(WIN32)
        set_target_properties(shiming::static PROPERTIES INTERFACE_LINK_LIBRARIES "ntdll;userenv;ws2_32;dbghelp")
    else()
        find_package(Threads REQUIRED)
        set_target_properties(shiming::static PROPERTIES
            INTERFACE_LINK_LIBRARIES "Threads::Threads;${CMAKE_DL_LIBS};m")
    endif()
endif()

if(NOT TARGET shiming::shiming AND NOT TARGET shiming::static)
    set(shiming_FOUND FALSE)
    set(shiming_NOT_FOUND_MESSAGE "no library of shiming for this system under ${_shiming_prefix}")
endif()

unset(_shiming_lib)
unset(_shiming_prefix)
