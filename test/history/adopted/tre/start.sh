#!/bin/sh
# Starts the program in a copy of the project on /scratch, where it may write.
# Why: data/cohort.csv is named relative to where the program is started (analyse.py:5).
set -eu
mkdir -p /scratch/work
cp -R /opt/project/. /scratch/work/
chmod -R u+w /scratch/work
cd /scratch/work

# The project reads these folders: what is in /safe_data is found in them.
for folder in data; do
  mkdir -p "$folder"
  for file in /safe_data/* "/safe_data/$folder"/*; do
    [ -e "$file" ] && [ ! -e "$folder/${file##*/}" ] && ln -s "$file" "$folder/${file##*/}"
  done
done

# Files that the program writes beside itself are kept too, also when it fails.
touch /scratch/started
status=0
python /opt/project/analyse.py "$@" || status=$?
find . -maxdepth 1 -type f -newer /scratch/started -exec cp {} /safe_outputs/ \;
exit "$status"
