import shutil
import sys

shutil.copy("/opt/app/template.docx", "/safe_outputs/report.docx")
with open("/dev/null", "w") as nothing:
    print(1, file=nothing)
print("done", file=sys.stderr)
