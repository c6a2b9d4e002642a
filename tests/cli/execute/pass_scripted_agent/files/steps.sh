# The first try is wrong; the second has the Judge's evidence of it.
if [ "$MENDEL_ATTEMPT" = 1 ]; then
    sed -i 's/a - b/a * b/' calc.py
else
    sed -i 's/a - b/a + b/' calc.py
fi
echo "changed calc.py"
