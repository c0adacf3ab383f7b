# `cmake --install` gives the binary, the headers, the libraries and a package config for find_package(realist).
install(TARGETS realist_options realist_models realist_rules realist_engine EXPORT realist-targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS realist RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
foreach(part models rules engine)
  install(DIRECTORY ${part}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/realist/${part} FILES_MATCHING PATTERN "*.h")
endforeach()
install(EXPORT realist-targets NAMESPACE realist:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/realist)
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/realist-config.cmake.in ${CMAKE_BINARY_DIR}/realist-config.cmake
                              INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/realist)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/realist-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/realist-config.cmake ${CMAKE_BINARY_DIR}/realist-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/realist)
