"""What walks through the screens share."""

import json
import os


def play_steps(folder, name, steps, play):
    """Plays `steps` as the script `name` of `folder`; an empty string or how the kiosk failed. `play(script file)` gives
    (exit code, log)."""
    script = os.path.join(folder, name)
    with open(script, "w", encoding="utf-8") as file:
        json.dump({"steps": steps}, file)
    code, log = play(script)
    return "" if code == 0 else f"ended with code {code}: {log.strip()[-400:]}"


def load(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)
