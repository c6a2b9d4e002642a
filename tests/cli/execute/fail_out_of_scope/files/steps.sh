sed -i 's/a - b/a + b/' calc.py
mkdir -p .github/workflows
echo evil > .github/workflows/ci.yml
