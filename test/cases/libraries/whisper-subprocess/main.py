import subprocess
from pathlib import Path

for wav in sorted(Path("/safe_data/audio").glob("*.wav")):
    subprocess.run(
        ["whisper", str(wav), "--model", "small", "--output_dir", "/safe_outputs"],
        check=True,
    )
