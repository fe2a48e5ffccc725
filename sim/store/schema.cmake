# schema.sql becomes an array of bytes in schema.c: a string literal that long is beyond what C11 promises.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/schema.sql)
file(READ ${CMAKE_CURRENT_LIST_DIR}/schema.sql schema_bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," schema_bytes "${schema_bytes}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/schema.c.in ${CMAKE_CURRENT_BINARY_DIR}/store/schema.c @ONLY)
target_sources(bo_store PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/store/schema.c)
