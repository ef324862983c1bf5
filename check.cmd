@echo off
rem Everything that must hold before a change is taken, on Windows (see the file "check").
setlocal
cd /d "%~dp0"
call sophieu.cmd --set-up dev
if not "%ERRORLEVEL%"=="0" exit /b 1
set "BIN=.venv\Scripts"
set "FAILED="
if "%~1"=="bench" (
    "%BIN%\python.exe" -m "tests.benchmarks.bench_%~2" %3 %4 %5 %6 %7 %8 %9
    exit /b
)
if "%~1"=="words" (
    "%BIN%\python.exe" -m tests.builders.extracting
    exit /b
)
"%BIN%\ruff.exe" check
if not "%ERRORLEVEL%"=="0" set "FAILED=%FAILED% style"
"%BIN%\ruff.exe" format --check --output-format concise
if not "%ERRORLEVEL%"=="0" set "FAILED=%FAILED% format"
"%BIN%\lint-imports.exe" --no-cache
if not "%ERRORLEVEL%"=="0" set "FAILED=%FAILED% floors"
"%BIN%\mypy.exe" --no-warn-unreachable
if not "%ERRORLEVEL%"=="0" set "FAILED=%FAILED% types"
if "%~1"=="nightly" goto :nightly
"%BIN%\python.exe" -m pytest -n 2 %*
goto :told
:nightly
"%BIN%\python.exe" -m pytest -n 2 -m "nightly or hypothesis" --hypothesis-profile=nightly
:told
if not "%ERRORLEVEL%"=="0" set "FAILED=%FAILED% tests"
if defined FAILED (
    echo check: FAILED:%FAILED%
    exit /b 1
)
echo check: all well
