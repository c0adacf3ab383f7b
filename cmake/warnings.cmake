# Every target of the project is built with these.
add_library(realist_options INTERFACE)
target_compile_options(realist_options INTERFACE -Wall -Wextra -Wpedantic -Werror -Wshadow -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 at -O2 and up reports uninitialised values and overreads that are not there inside the standard library and Boost.
  target_compile_options(realist_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overread
                         -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # Clang takes a local name for shadowing where a constant of the same file has it, and members that the X3 library asks
  # for as unused; GCC reads both as they are meant.
  target_compile_options(realist_options INTERFACE -Wno-shadow -Wno-unused-const-variable)
endif()
if(REALIST_SANITIZE)
  target_compile_options(realist_options INTERFACE -fsanitize=${REALIST_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # What these look for the address sanitizer meets as well, or hardly ever happens; they double the time it takes to build.
  target_compile_options(realist_options INTERFACE -fno-sanitize=null,alignment,object-size,vptr)
  target_compile_options(realist_options INTERFACE $<$<BOOL:$<TARGET_PROPERTY:IS_REFERENCE>>:-fno-sanitize=all>)
  target_link_options(realist_options INTERFACE -fsanitize=${REALIST_SANITIZE})
endif()
# What need not be quick is built in half the time like this: the tests' own code, and under sanitizers the command line.
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_options(realist_options INTERFACE $<$<BOOL:$<TARGET_PROPERTY:IS_TEST_CODE>>:-O1>)
elseif(REALIST_SANITIZE AND REALIST_TESTS)
  target_compile_options(realist_options INTERFACE $<$<BOOL:$<TARGET_PROPERTY:IS_TEST_CODE>>:-O0>)
  target_compile_options(realist_options INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:NAME>,realist_cli>:-O0>)
endif()
