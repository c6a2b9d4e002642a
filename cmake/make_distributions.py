#!/usr/bin/env python3
"""Writes src/heal/data/distributions.yaml: importable module -> distribution.

Source: the table of distributions and packages of Debian's dh-python
(/usr/share/dh-python/dist/cpython3_fallback). By Debian's Python policy the package of a module
`foo` is called `python3-foo`, so each line gives a pair of module and distribution. Pairs that the
naming rule cannot give are reviewed by hand below and win over the table.

    cmake/make_distributions.py [TABLE] > src/heal/data/distributions.yaml
"""

import collections
import re
import sys

REVIEWED = {
    "Crypto": "pycryptodome",
    "Cryptodome": "pycryptodomex",
    "IPython": "ipython",
    "MySQLdb": "mysqlclient",
    "OpenSSL": "pyOpenSSL",
    "PIL": "Pillow",
    "PyQt5": "PyQt5",
    "PyQt6": "PyQt6",
    "Xlib": "python-xlib",
    "absl": "absl-py",
    "attr": "attrs",
    "attrs": "attrs",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python",
    "dateutil": "python-dateutil",
    "decouple": "python-decouple",
    "discord": "discord.py",
    "django": "Django",
    "django_filters": "django-filter",
    "docx": "python-docx",
    "dotenv": "python-dotenv",
    "fitz": "PyMuPDF",
    "flask": "Flask",
    "flask_cors": "Flask-Cors",
    "flask_login": "Flask-Login",
    "flask_migrate": "Flask-Migrate",
    "flask_sqlalchemy": "Flask-SQLAlchemy",
    "flask_wtf": "Flask-WTF",
    "gi": "PyGObject",
    "git": "GitPython",
    "github": "PyGithub",
    "google.auth": "google-auth",
    "google.cloud.bigquery": "google-cloud-bigquery",
    "google.cloud.pubsub": "google-cloud-pubsub",
    "google.cloud.storage": "google-cloud-storage",
    "google.protobuf": "protobuf",
    "googleapiclient": "google-api-python-client",
    "grpc": "grpcio",
    "igraph": "igraph",
    "jose": "python-jose",
    "jwt": "PyJWT",
    "kafka": "kafka-python",
    "ldap": "python-ldap",
    "magic": "python-magic",
    "markdown": "Markdown",
    "memcache": "python-memcached",
    "mpl_toolkits": "matplotlib",
    "multipart": "python-multipart",
    "nacl": "PyNaCl",
    "osgeo": "GDAL",
    "parse": "parse",
    "pkg_resources": "setuptools",
    "pptx": "python-pptx",
    "psycopg2": "psycopg2-binary",
    "pydantic_settings": "pydantic-settings",
    "pylab": "matplotlib",
    "pythoncom": "pywin32",
    "rest_framework": "djangorestframework",
    "ruamel": "ruamel.yaml",
    "ruamel.yaml": "ruamel.yaml",
    "serial": "pyserial",
    "setuptools": "setuptools",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "slugify": "python-slugify",
    "snappy": "python-snappy",
    "socks": "PySocks",
    "sqlalchemy": "SQLAlchemy",
    "telegram": "python-telegram-bot",
    "tkinterdnd2": "tkinterdnd2",
    "typing_extensions": "typing_extensions",
    "umap": "umap-learn",
    "usb": "pyusb",
    "vobject": "vobject",
    "websocket": "websocket-client",
    "win32api": "pywin32",
    "win32com": "pywin32",
    "wx": "wxPython",
    "yaml": "PyYAML",
    "zmq": "pyzmq",
}

# Packages of Debian that are named after something else than their module.
NOT_MODULES = re.compile(r"^(xstatic|pil|openssl|opencv|typeshed|minimal|all|dev|doc|full)\b")


def pairs(table):
    """Module and distribution of each line whose package tells the module."""
    for line in table:
        words = line.split()
        if len(words) != 2 or not words[1].startswith("python3-"):
            continue
        distribution, module = words[0], words[1][len("python3-") :]
        plain = re.sub(r"[-_.]+", "-", distribution).lower()
        if NOT_MODULES.match(module) or not re.fullmatch(r"[a-z][a-z0-9-]*", module):
            continue
        if "-" in module and module != plain:
            continue
        yield module.replace("-", "_"), distribution.replace("_", "-")


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dh-python/dist/cpython3_fallback"
    known = collections.defaultdict(set)
    with open(path, encoding="utf-8") as table:
        for module, distribution in pairs(table):
            known[module].add(distribution)
    rows = {module: names.pop() for module, names in known.items() if len(names) == 1}
    rows.update(REVIEWED)
    print("# Importable module -> distribution. Written by cmake/make_distributions.py.")
    for module in sorted(rows):
        print(f'"{module}": "{rows[module]}"')


if __name__ == "__main__":
    main()
