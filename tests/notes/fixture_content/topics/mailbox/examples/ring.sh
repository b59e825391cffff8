#!/bin/sh
## Ring {#ring}
# ```
## twice
# ```
echo "딩동"	# a tab before this
