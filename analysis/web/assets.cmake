# The page's files become arrays of bytes: the program serves what it was built with, and opens no file for it.
set(web_assets
  /=page/index.html=text/html
  /page.css=page/page.css=text/css
  /look.css=look/look.css=text/css
  /chart.js=look/chart.js=text/javascript
  /uplot.css=uplot/uPlot.min.css=text/css
  /uplot.js=uplot/uPlot.iife.min.js=text/javascript
  /icon.svg=page/icon.svg=image/svg+xml)
file(GLOB web_scripts CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_LIST_DIR} ${CMAKE_CURRENT_LIST_DIR}/page/*.js)
foreach(script ${web_scripts})
  get_filename_component(name ${script} NAME)
  list(APPEND web_assets /${name}=${script}=text/javascript)
endforeach()
set(web_arrays)
set(web_rows)
set(web_n 0)
foreach(asset ${web_assets})
  string(REPLACE "=" ";" asset ${asset})
  list(GET asset 0 path)
  list(GET asset 1 file)
  list(GET asset 2 type)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/${file})
  file(READ ${CMAKE_CURRENT_LIST_DIR}/${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(APPEND web_arrays "static const unsigned char asset_${web_n}[] = {${bytes} 0};\n")
  string(APPEND web_rows
    "    {\"${path}\", \"${type}; charset=utf-8\", asset_${web_n}, sizeof asset_${web_n} - 1},\n")
  math(EXPR web_n "${web_n} + 1")
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/assets.c.in ${CMAKE_CURRENT_BINARY_DIR}/web/assets.c @ONLY)
target_sources(bo_web PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/web/assets.c)
