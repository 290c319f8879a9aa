"""In a process of its own: let a driver connect to a database only if SQLAlchemy asks it to, through the redirect.

``CONNECT`` lists for each driver what it connects by. These calls are guarded, and so are the methods that its SQL goes
through (see ``postgresql_statements``), when the module is imported, however late and however often, and at once if it
was imported before.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from types import ModuleType
from typing import Any

from migration_lab.child.installed import MISSING, Installed
from migration_lab.child.sandbox.guards import OURS, Refused, is_trusted
from migration_lab.child.sandbox.postgresql_statements import METHODS, put_through
from migration_lab.child.sandbox.postgresql_transactions import Transactions

_PG = ("connect", "connect_start", "reset", "reset_start")
_PGCONN = tuple(f"PGconn.{name}" for name in _PG)
CONNECT: dict[str, tuple[str, ...]] = {
    "psycopg.pq.pq_ctypes": _PGCONN,
    "psycopg.pq._pq_ctypes": ("PQconnectdb", "PQconnectStart", "PQreset", "PQresetStart"),
    "psycopg_binary.pq": _PGCONN,
    "psycopg_c.pq": _PGCONN,
    "psycopg.generators": ("connect",),
    "psycopg2": ("_connect",),
    "psycopg2._psycopg": ("_connect", "connection"),
    "psycopg2.extensions": ("connection",),
    "psycopg2.extras": ("_connection",),
    "psycopg2cffi": ("connect",),
    "psycopg2cffi._impl.connection": ("Connection.__init__", "_connect"),
    "pg8000.core": ("CoreConnection.__init__",),
    "pg8000.legacy": ("Connection.__init__",),
    "asyncpg.connect_utils": ("_connect",),
    "pg": ("DB.__init__", "connect"),
    "_pg": ("connect",),
    "pgdb": ("connect",),
    "psqlpy": ("connect", "ConnectionPool"),
    "redshift_connector.core": ("Connection.__init__",),
    "MySQLdb._mysql": ("connect", "connection"),
    "MySQLdb.connections": ("Connection.__init__",),
    "pymysql.connections": ("Connection.connect",),
    "mysql.connector.abstracts": ("MySQLConnectionAbstract.connect", "MySQLConnectionAbstract.reconnect"),
    "_mysql_connector": ("MySQL",),
    "mariadb": ("connect",),
    "mariadb.connections": ("Connection.__init__",),
    "asyncmy.connection": ("connect",),
    "aiomysql.connection": ("connect",),
    "pyodbc": ("connect",),
    "turbodbc": ("connect",),
    "pymssql": ("connect",),
    "pymssql._pymssql": ("connect",),
    "pymssql._mssql": ("connect",),
    "pytds": ("connect",),
    "oracledb": ("connect", "connect_async", "create_pool"),
    "oracledb.connection": ("Connection.__init__", "AsyncConnection.__init__"),
    "cx_Oracle": ("connect", "Connection", "SessionPool"),
    "ibm_db": ("connect", "pconnect"),
    "fdb": ("connect",),
    "firebird.driver": ("connect",),
    "hdbcli.dbapi": ("connect",),
    "snowflake.connector": ("connect",),
    "duckdb": ("connect",),
    "duckdb.duckdb": ("connect",),
    "_duckdb": ("connect",),
    "apsw": ("Connection",),
    "pysqlite3": ("connect", "Connection"),
    "pysqlite3.dbapi2": ("connect", "Connection"),
    "pysqlite3._sqlite3": ("connect", "Connection"),
    "sqlcipher3": ("connect", "Connection"),
    "sqlcipher3.dbapi2": ("connect", "Connection"),
    "sqlcipher3._sqlite3": ("connect", "Connection"),
    "pysqlcipher3.dbapi2": ("connect", "Connection"),
    "libsql": ("connect",),
    "libsql_experimental": ("connect",),
    "connectorx": ("read_sql",),
    "adbc_driver_manager": ("AdbcDatabase",),
    "adbc_driver_manager._lib": ("AdbcDatabase",),
}
LIBRARIES = (
    "libpq",
    "libsqlite3",
    "sqlite3.dll",
    "libsqlcipher",
    "libmysqlclient",
    "libmariadb",
    "libodbc",
    "libclntsh",
)
SYMBOLS = ("PQconnect", "PQreset", "sqlite3_open", "mysql_real_connect", "SQLConnect", "SQLDriverConnect")

EVENTS = ("ctypes.dlopen", "ctypes.dlsym")
GUARDED = CONNECT.keys() | METHODS.keys()

Check = Callable[[], None]


def install(installed: Installed, transactions: Transactions) -> None:
    """From now on, refuse them, and pass the SQL of a PostgreSQL through ``postgresql_transactions``."""
    drivers = Drivers(installed, transactions)
    for name in GUARDED:
        if (module := sys.modules.get(name)) is not None:
            drivers.put_under_guard(module, name)
    finder = Finder(drivers)
    sys.meta_path.insert(0, finder)
    installed.defer(finder.leave)
    installed.on_audit(EVENTS, _audit)


class Finder:
    """Finds a driver as the other finders do, and guards it once it has been loaded."""

    def __init__(self, drivers: Drivers) -> None:
        self.drivers = drivers

    def leave(self) -> None:
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name not in GUARDED:
            return None
        for finder in sys.meta_path:
            find = None if finder is self else getattr(finder, "find_spec", None)
            spec = find(name, path, target) if find else None
            if spec is not None:
                if spec.loader is not None and hasattr(spec.loader, "exec_module"):
                    self._follow(spec.loader, name)
                return spec
        return None

    def _follow(self, loader: Any, name: str) -> None:
        load = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            load(module)
            self.drivers.put_under_guard(module, name)

        self.drivers.installed.patch(loader, "exec_module", exec_module)


class Drivers:
    """Guards the modules of drivers."""

    def __init__(self, installed: Installed, transactions: Transactions) -> None:
        self.installed = installed
        self.transactions = transactions

    def put_under_guard(self, module: ModuleType, name: str) -> None:
        """Guard that driver, which has just been loaded."""
        driver = name.partition(".")[0].lstrip("_").removesuffix("_binary").removesuffix("_c")

        def connects() -> None:
            if not is_trusted():
                raise Refused(f"a connection by {driver} that does not go through SQLAlchemy")

        for path, make in put_through(self.transactions, name):
            self._replace(module, path, make)
        for path in CONNECT.get(name, ()):
            self._guard(module, path, connects)

    def _replace(self, module: Any, path: str, make: Callable[[Any], Any]) -> None:
        """Replace a method by what ``make`` makes of it, if it exists; only once."""
        owner, _, name = path.partition(".")
        home = getattr(module, owner, None)
        found = vars(home).get(name) if isinstance(home, type) else None
        if found is None or hasattr(getattr(found, "fget", found), OURS):
            return
        made = make(found)
        setattr(getattr(made, "fget", made), OURS, True)
        self._put(home, name, made)

    def _guard(self, module: Any, path: str, check: Check) -> None:
        """Guard what is at ``path``: a function, a method, or a class that connects when called."""
        *owners, name = path.split(".")
        home = module
        for owner in owners:
            home = getattr(home, owner, None)
        found = vars(home).get(name) if isinstance(home, type) else getattr(home, name, None)
        if found is None or hasattr(getattr(found, "__func__", found), OURS):
            return
        if isinstance(found, type):
            self._put(home, name, self._guarded_class(found, check))
            return
        if isinstance(found, classmethod) or type(found).__name__ == "classmethod_descriptor":

            def bound(cls: Any, *args: Any, **kwargs: Any) -> Any:
                check()
                return found.__get__(None, cls)(*args, **kwargs)

            setattr(bound, OURS, True)
            self._put(home, name, classmethod(bound))
            return

        @wraps(found)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            check()
            return found(*args, **kwargs)

        setattr(guarded, OURS, True)
        self._put(home, name, guarded)

    def _put(self, home: Any, name: str, value: Any) -> None:
        before = vars(home).get(name, MISSING)
        self.installed.defer(put, home, name, before)
        put(home, name, value)
        self.installed.stands_for(value, before)

    def _guarded_class(self, found: Any, check: Check) -> Any:
        def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
            check()
            super(guarded, self).__init__(*args, **kwargs)

        def initialize(self: Any, *args: Any, **kwargs: Any) -> None:
            check()
            found.__init__(self, *args, **kwargs)

        for heir in found.__subclasses__():
            if "__init__" not in vars(heir):
                with suppress(TypeError):
                    self.installed.patch(heir, "__init__", initialize)
        own = {"__init__": __init__, "__module__": found.__module__, OURS: True}
        guarded: Any = type(found.__name__, (found,), own)
        return guarded


def put(home: Any, name: str, value: Any) -> None:
    """Set an attribute, also on a class that is written in C, which Python itself does not allow."""
    try:
        delattr(home, name) if value is MISSING else setattr(home, name, value)
    except TypeError:
        inner = gc.get_referents(vars(home))[0]
        inner[name] = value
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(home))


def _audit(event: str, details: tuple[Any, ...]) -> None:
    if event == "ctypes.dlopen" and details[0] and not is_trusted():
        name = str(details[0])
        if any(library in name for library in LIBRARIES) and not _by_psycopg():
            raise Refused(f"a database's own library, {name.rpartition('/')[2]}, that Python calls by ctypes")
    elif event == "ctypes.dlsym" and not is_trusted():
        name = str(details[1])
        if name.startswith(SYMBOLS) and not _by_psycopg():
            raise Refused(f"a database's own library that Python calls by ctypes ({name})")


def _by_psycopg() -> bool:
    """Tell whether it is psycopg that loads its library."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_globals.get("__name__") == "psycopg.pq._pq_ctypes":
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False
