echo two > greeting.txt
