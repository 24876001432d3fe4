"""The files of a Hub as a filesystem of fsspec, for pandas, pyarrow, DuckDB, Dask and whoever else speaks fsspec.

Needs `pip install "flame-hub-client[fsspec]"`. fsspec finds it by the protocol of its URLs, `flamehub://BUCKET/path`.
"""
