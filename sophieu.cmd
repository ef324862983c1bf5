@echo off
rem Starts So Phieu on Windows; sets up .venv beside this file when needed (see the file "sophieu").
setlocal
set "HERE=%~dp0"
set "PY=%HERE%.venv\Scripts\python.exe"
set "KIND=run"
set "EXTRAS="
if "%~1 %~2"=="--set-up dev" set "KIND=dev" & set "EXTRAS=[dev]"
if not exist "%PY%" goto :make
fc /b "%HERE%setup.cfg" "%HERE%.venv\set-up-%KIND%" >nul 2>nul && goto :start
goto :install

:make
for %%P in ("py -3" "python") do (
    %%~P -c "import sys, tkinter, venv; sys.exit(sys.version_info < (3, 11))" 2>nul && (
        echo sophieu: setting up; this is done once and takes a minute or two 1>&2
        %%~P -m venv "%HERE%.venv" || exit /b 1
        goto :install
    )
)
echo sophieu: there is no Python 3.11 or newer with tkinter on this computer. 1>&2
echo sophieu: install Python from its official installer, then start again. 1>&2
exit /b 1

:install
pushd "%HERE%"
"%PY%" -m pip install --quiet --disable-pip-version-check -e ".%EXTRAS%" 1>&2 || (
    echo sophieu: the Python parts could not be installed. Check the connection, then start again. 1>&2
    popd
    exit /b 1
)
popd
copy /y "%HERE%setup.cfg" "%HERE%.venv\set-up-%KIND%" >nul
if "%KIND%"=="dev" copy /y "%HERE%setup.cfg" "%HERE%.venv\set-up-run" >nul

:start
if "%~1"=="--set-up" exit /b 0
"%PY%" -P -m desktop %*
exit /b %ERRORLEVEL%
