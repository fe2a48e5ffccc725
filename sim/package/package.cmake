# A Debian package: cpack -G DEB in a build folder that was configured with -DCMAKE_INSTALL_PREFIX=/usr.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME buildout)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Buildout developers <buildout@localhost.localdomain>" CACHE STRING "Whom to ask about the package")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of data-centre construction and AI spending")
set(CPACK_PACKAGE_DESCRIPTION
"Simulates, event by event, how companies build hyperscale data centres, buy
accelerators under export restrictions, split them between training of their
own and leases to others, earn cloud and AI revenue, and whether they can pay
for it all. Planners write scenarios as text, compare strategies under the
same luck, and take time series away.")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME buildout)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libbuildout${PROJECT_VERSION_MAJOR})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libbuildout-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(library "libbuildout${PROJECT_VERSION_MAJOR} (= ${PROJECT_VERSION})")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "${library}")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${library}")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}
This package has the library and the event kernel of the program.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "${CPACK_PACKAGE_DESCRIPTION}
This package has what programs of one's own need to use the library.")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${CMAKE_BINARY_DIR}/lib)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Of its own making CPack runs ldconfig in maintainer scripts, which Debian has given up for a trigger.
file(WRITE ${CMAKE_BINARY_DIR}/control/triggers "activate-noawait ldconfig\n")
file(WRITE ${CMAKE_BINARY_DIR}/control/shlibs "libbuildout ${PROJECT_VERSION_MAJOR} ${library}\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${CMAKE_BINARY_DIR}/control/triggers
  ${CMAKE_BINARY_DIR}/control/shlibs)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)

# What Debian wants beside the program, compressed as it wants it.
find_program(GZIP gzip)
if(GZIP)
  set(package ${CMAKE_CURRENT_SOURCE_DIR}/sim/package)
  add_custom_command(OUTPUT buildout.1.gz changelog.gz
    COMMAND ${GZIP} -9nc buildout.1 > buildout.1.gz
    COMMAND ${GZIP} -9nc ${package}/changelog > changelog.gz
    DEPENDS buildout.1 ${package}/changelog VERBATIM)
  set(buildout_manual_end .gz)
  add_custom_target(compressed ALL DEPENDS buildout.1.gz changelog.gz)
  foreach(component program library development)
    string(TOUPPER ${component} upper)
    set(name ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz ${package}/copyright
      DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${component})
    install(FILES ${package}/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
      RENAME ${name} COMPONENT ${component})
  endforeach()
endif()
include(CPack)
