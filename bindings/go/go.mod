module shiming

go 1.24
