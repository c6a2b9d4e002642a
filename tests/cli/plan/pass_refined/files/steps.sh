sed -i 's/Implement: Change the greeting/Change greeting.txt/' mendel-plan.json
