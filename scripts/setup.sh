#!/usr/bin/env bash
# Makes this machine ready: Python, the system libraries Qt draws with, and .venv from a lock file.
#   scripts/setup.sh            to run and to test (requirements/dev.lock)
#   scripts/setup.sh run        only to run (requirements/run.lock)
#   scripts/setup.sh bench      also the peers that are measured beside us (requirements/bench.lock)
# Everything that is there already is left alone, so a second run needs no network and takes a second.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=${1:-dev}
python=${PYTHON:-python3}

# soname -> Debian package: without these Qt does not start
qt_libraries=(
  libEGL.so.1=libegl1 libGL.so.1=libgl1 libxkbcommon.so.0=libxkbcommon0 libdbus-1.so.3=libdbus-1-3
  libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0
)
# without these there is no window on an X11 screen; drawing offscreen works all the same
screen_libraries=(
  libxcb-cursor.so.0=libxcb-cursor0 libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-icccm.so.4=libxcb-icccm4
  libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0 libxcb-image.so.0=libxcb-image0
  libxcb-render-util.so.0=libxcb-render-util0 libxcb-randr.so.0=libxcb-randr0 libxcb-xinerama.so.0=libxcb-xinerama0
)
# without these a few tests have nothing to test with: a display of their own, another reader of our PDFs, a browser,
# a database server that the tests start themselves, what makes a system call fail, a file system of our own
test_programs=(
  Xvfb=xvfb pdftotext=poppler-utils chromium=chromium libatomic.so.1=libatomic1 /usr/lib/postgresql/15/bin/postgres=postgresql-15
  strace=strace fusermount3=fuse3
)
# WeasyPrint, one of the peers
bench_libraries=(libpango-1.0.so.0=libpango-1.0-0 libpangoft2-1.0.so.0=libpangoft2-1.0-0 libharfbuzz-subset.so.0=libharfbuzz-subset0)

say() { printf '%s\n' "$*"; }
stop() { printf '\n%s\n' "$@" >&2; exit 1; }

check_python() {
  command -v "$python" >/dev/null || stop \
    "没有找到 $python。请安装 Python 3.11 或更新版本（Debian：apt-get install python3 python3-venv）。" \
    "No $python found. Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)."
  "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop \
    "$("$python" --version) 太旧，本程序需要 3.11 或更新版本；可用 make PYTHON=/路径/python3.11 指定。" \
    "$("$python" --version) is too old: 3.11 or newer is needed; name one with make PYTHON=/path/python3.11."
  "$python" -c 'import venv, ensurepip' 2>/dev/null || stop \
    "$python 缺少 venv。请安装 python3-venv（Debian：apt-get install python3-venv）。" \
    "$python lacks venv. Install python3-venv (Debian: apt-get install python3-venv)."
}

libraries_known=$( (ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) | awk '{print $1}' || true)

# prints the packages of those pairs whose library (or program) is not on this machine
missing() {
  local pair name
  for pair in "$@"; do
    name=${pair%%=*}
    case $name in
      *.so*) grep -qxF "$name" <<<"$libraries_known" || printf '%s ' "${pair#*=}" ;;
      *) command -v "$name" >/dev/null || printf '%s ' "${pair#*=}" ;;
    esac
  done
}

install_system_packages() {
  local needed wished
  needed=$(missing "${qt_libraries[@]}")
  wished=$(missing "${screen_libraries[@]}")
  [ "$lock" = run ] || wished+=$(missing "${test_programs[@]}")
  [ "$lock" != bench ] || wished+=$(missing "${bench_libraries[@]}")
  [ -n "$needed$wished" ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "安装系统组件 / installing system packages: $needed$wished"
    if [[ $wished == *postgresql* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
      mkdir -p /etc/postgresql-common # the tests make clusters of their own; none is to be started for the machine
      echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    fi
    # shellcheck disable=SC2086 # a list of package names
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends $needed$wished >/dev/null; then
      return 0
    fi
    [ -n "$needed" ] || { say "未能安装（可稍后再装）/ not installed, not needed to go on: $wished"; return 0; }
  fi
  [ -z "$needed" ] || stop \
    "缺少 Qt 运行所需的系统库，请由管理员安装后重试：apt-get install $needed$wished" \
    "System libraries that Qt needs are missing. Ask an administrator: apt-get install $needed$wished"
  say "提示：未安装 $wished（显示窗口或部分测试需要）。/ Not installed: $wished(wanted by a screen or by some tests)."
}

fill_venv() {
  local wanted=requirements/$lock.lock stamp=.venv/.$lock.lock contained name
  if [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null && cmp -s "$wanted" "$stamp"; then
    return 0
  fi
  say "按 $wanted 准备 .venv（逐包核对 SHA-256）/ filling .venv from $wanted, every hash checked"
  .venv/bin/python -c '' 2>/dev/null || "$python" -m venv --clear .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    --only-binary=:all: --require-hashes --requirement "$wanted" || stop \
    "未能装齐依赖：请检查网络或 pip 的软件源设置后重试；已装好的部分不受影响。" \
    "The dependencies could not be installed: check the network or pip's index settings and try again."
  # the larger locks hold every pin of the smaller ones
  case $lock in
    run) contained='run' ;;
    dev) contained='run dev' ;;
    *) contained='run dev bench' ;;
  esac
  for name in $contained; do cp "requirements/$name.lock" ".venv/.$name.lock"; done
}

check_python
install_system_packages
fill_venv
.venv/bin/python -c 'import PySide6.QtWidgets, sqlcipher3' || stop \
  "Qt 或加密数据库未能加载，请把上面一行原样告知管理员。" \
  "Qt or the encrypted store could not be loaded; show the line above to an administrator."
