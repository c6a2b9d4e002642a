echo two > greeting.txt
echo changed the greeting
