module example

go 1.24

require shiming v0.0.0

replace shiming => ../../bindings/go
