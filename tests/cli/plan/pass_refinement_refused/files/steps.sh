sed -i 's/"id": "f1-test"/"id": "f1-build"/' mendel-plan.json
