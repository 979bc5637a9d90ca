import runpy

for step in ("/opt/app/steps/step1.py", "/opt/app/steps/step2.py"):
    runpy.run_path(step, run_name="__main__")
