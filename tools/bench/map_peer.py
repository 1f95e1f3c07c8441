"""MapLibre GL JS in Chromium, measured on the map of tests/bench/map: what a visitor would get from a map made of web parts.

Chromium runs in kiosk mode under Xvfb with Mesa's software renderer, as the kiosk does where there is no graphics driver. The
page and its vector tiles come from this process over the loopback; nothing else is reachable."""

import http.server
import json
import os
import shutil
import subprocess
import tempfile
import threading
import time

from run_bench import MEGABYTE, SIZE, Problem, bench_line, descendants, median, processes, tree_pss

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE_FOLDER = os.path.join(HERE, "..", "..", "tests", "bench", "peers", "map")
ZOOMS = (6, 13)
WAIT_SECONDS = 120
TYPES = {".html": "text/html", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json",
         ".pbf": "application/x-protobuf"}
FLAGS = ["--kiosk", "--ozone-platform=x11", "--no-sandbox", "--disable-quic", "--no-first-run", "--no-default-browser-check",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
         "--disable-extensions", "--disable-domain-reliability", "--disable-breakpad", "--metrics-recording-only", "--no-pings",
         "--password-store=basic", "--mute-audio", "--hide-scrollbars", "--force-device-scale-factor=1",
         "--disable-features=Translate,OptimizationHints,MediaRouter", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
         "--use-gl=angle", "--use-angle=gl", "--ignore-gpu-blocklist", f"--window-size={SIZE[0]},{SIZE[1]}", "--window-position=0,0"]


def share(values, part):
    """The value below which a part of all values lies."""
    if not values:
        raise Problem("no figures")
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def cpu_seconds_of(stat):
    """CPU time in a /proc/PID/stat, children that have ended included."""
    fields = stat.rpartition(")")[2].split()
    return sum(int(fields[k]) for k in range(11, 15)) / os.sysconf("SC_CLK_TCK")


def tree_cpu_seconds(root):
    total = 0
    for pid in descendants(root, processes()):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                total += cpu_seconds_of(file.read())
        except OSError:
            continue
    return total


def make_tiles(geojson_folder, layers, folder):
    """Vector tiles of GeoJSON files, as GDAL makes them, in folder/z/x/y.pbf."""
    if shutil.which("ogr2ogr") is None:
        raise Problem("map-peer: ogr2ogr is not installed (./dev bench map-peer installs it)")
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        package = os.path.join(work, "map.gpkg")
        for number, layer in enumerate(layers):
            command = ["ogr2ogr", "-f", "GPKG", package, os.path.join(geojson_folder, f"{layer}.geojson"), "-nln", layer]
            run_quietly(command + (["-update"] if number else []))
        # GDAL would drop vertices and features of tiles that are too large.
        run_quietly(["ogr2ogr", "-f", "MVT", folder, package, "-dsco", f"MINZOOM={ZOOMS[0]}", "-dsco", f"MAXZOOM={ZOOMS[1]}",
                     "-dsco", "MAX_SIZE=50000000", "-dsco", "MAX_FEATURES=1000000"])


def run_quietly(command, **more):
    run = subprocess.run(command, capture_output=True, text=True, check=False, **more)
    if run.returncode != 0:
        raise Problem(f"{' '.join(command[:3])} ended with code {run.returncode}: {run.stderr.strip()[-400:]}")


def install_page(folder):
    """A copy of the page with what it needs of npm."""
    if shutil.which("npm") is None:
        raise Problem("map-peer: npm is not installed (./dev bench map-peer installs it)")
    os.makedirs(folder, exist_ok=True)
    for name in ("index.html", "package.json", "package-lock.json"):
        shutil.copy(os.path.join(PAGE_FOLDER, name), folder)
    run_quietly(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder)
    return folder


def file_of(url, page_folder, tile_folder, path_file):
    """The file behind an address; None when there is nothing."""
    parts = url.split("?")[0].strip("/").split("/")
    if any(part in ("", ".", "..") for part in parts) and parts != [""]:
        return None
    if parts == [""]:
        return os.path.join(page_folder, "index.html")
    if parts == ["path.json"]:
        return path_file
    if parts[0] == "tiles":
        return os.path.join(tile_folder, *parts[1:])
    if parts[0] == "maplibre-gl":
        return os.path.join(page_folder, "node_modules", "maplibre-gl", "dist", *parts[1:])
    return None


class Server:
    """Serves the page and remembers what it marks."""

    def __init__(self, page_folder, tile_folder, path_file):
        self.marks = {}
        self.changed = threading.Condition()
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                file = file_of(self.path, page_folder, tile_folder, path_file)
                try:
                    with open(file or "", "rb") as opened:
                        body = opened.read()
                except OSError:
                    # A tile that is not there is an empty one.
                    self.answer(204 if self.path.startswith("/tiles/") else 404, b"", {})
                    return
                headers = {"Content-Type": TYPES.get(os.path.splitext(file)[1], "application/octet-stream")}
                if body.startswith(b"\x1f\x8b"):
                    headers["Content-Encoding"] = "gzip"
                self.answer(200, body, headers)

            def do_POST(self):
                at = time.monotonic()
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.answer(200, b"", {})
                server.mark(self.path.rpartition("/")[2], at, json.loads(body))

            def answer(self, code, body, headers):
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                if code != 204:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.http.server_address[1]}/"

    def mark(self, event, at, details):
        with self.changed:
            self.marks[event] = (at, details)
            self.changed.notify_all()

    def forget(self):
        with self.changed:
            self.marks.clear()

    def wait(self, event):
        """When the page marked `event`, and its details."""
        with self.changed:
            self.changed.wait_for(lambda: event in self.marks or "failed" in self.marks, timeout=WAIT_SECONDS)
            if "failed" in self.marks:
                raise Problem(f"map-peer: the page failed: {self.marks['failed'][1].get('message')}")
            if event not in self.marks:
                raise Problem(f"map-peer: the page did not come to '{event}' within {WAIT_SECONDS} s")
            return self.marks[event]

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class Display:
    """An X server without a screen, on a number that is free."""

    def __enter__(self):
        if shutil.which("Xvfb") is None:
            raise Problem("map-peer: Xvfb is not installed (./dev bench map-peer installs it)")
        read, write = os.pipe()
        self.process = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
                                        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read, encoding="ascii") as numbers:
            number = numbers.readline().strip()
        if not number:
            self.process.wait()
            raise Problem("map-peer: Xvfb does not start")
        return f":{number}"

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=30)


def measure_once(server, display):
    """One run of the browser: its figures by name."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise Problem("map-peer: chromium is not installed (./dev bench map-peer installs it)")
    server.forget()
    profile = tempfile.mkdtemp(prefix="map-peer-")
    begun = time.monotonic()
    process = subprocess.Popen([chromium, *FLAGS, f"--user-data-dir={profile}", server.address], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env={**os.environ, "DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"})
    try:
        complete, details = server.wait("complete")
        # Some versions of Chromium leave out the last column and row.
        if "llvmpipe" not in details["renderer"] or not all(
                0 <= wanted - found <= 1 for wanted, found in zip(SIZE, (details["width"], details["height"]))):
            raise Problem(f"map-peer: drawn with {details['renderer']} at {details['width']}x{details['height']}")
        time.sleep(1)
        first_pss = tree_pss(process.pid)
        server.wait("path-begin")
        cpu_before = tree_cpu_seconds(process.pid)
        _, result = server.wait("path-end")
        cpu = tree_cpu_seconds(process.pid) - cpu_before
        frames = result["frames"]
        return {"start_ms": (complete - begun) * 1000, "frame_median_ms": median(frames), "frame_p95_ms": share(frames, 0.95),
                "frame_p99_ms": share(frames, 0.99), "frames": len(frames), "cpu_per_frame_ms": cpu / len(frames) * 1000,
                "incomplete": result["incomplete"] / len(frames) * 100, "pss_first": first_pss / MEGABYTE,
                "pss_after": tree_pss(process.pid) / MEGABYTE}
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def measure(page_folder, tile_folder, path_file, runs):
    """Medians over several runs, each with an empty profile; a first one warms the caches."""
    server = Server(page_folder, tile_folder, path_file)
    try:
        with Display() as display:
            results = [measure_once(server, display) for _ in range(runs + 1)][1:]
    finally:
        server.close()
    return {name: median([result[name] for result in results]) for name in results[0]}


UNITS = {"start_ms": ("start", "ms"), "frame_median_ms": ("frame_median", "ms"), "frame_p95_ms": ("frame_p95", "ms"),
         "frame_p99_ms": ("frame_p99", "ms"), "frames": ("frames", "frames"), "cpu_per_frame_ms": ("cpu_per_frame", "ms"),
         "incomplete": ("frames_incomplete", "%"), "pss_first": ("pss_first", "MB"), "pss_after": ("pss_after", "MB")}


def lines(figures):
    return [bench_line(f"map.maplibre_{UNITS[name][0]}", value, UNITS[name][1]) for name, value in figures.items()]
