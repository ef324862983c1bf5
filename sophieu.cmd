@echo off
rem Starts So Phieu on Windows; sets up .venv beside this file when needed (see the file "sophieu").
rem Offices use the installer instead (docs/kit.md): this file needs Python and a connection.
setlocal
set "HERE=%~dp0"
set "VENV=%HERE%.venv"
set "PY=%VENV%\Scripts\python.exe"
set "KIND=run"
set "EXTRAS="
if "%~1 %~2"=="--set-up dev" set "KIND=dev"
if "%~1 %~2"=="--set-up spss" set "KIND=spss"
if "%~1 %~2"=="--set-up analysis" set "KIND=analysis"
if "%~1 %~2"=="--set-up spark" set "KIND=spark"
if "%~1 %~2"=="--set-up city" set "KIND=city"
if not "%KIND%"=="run" set "EXTRAS=[%KIND%]"
if not exist "%PY%" goto :make
fc /b "%HERE%setup.cfg" "%VENV%\set-up-%KIND%" >nul 2>nul
if "%ERRORLEVEL%"=="0" goto :start
rem a set-up that was cut off leaves a Python without pip: it is made anew
"%PY%" -m pip --version >nul 2>nul
if "%ERRORLEVEL%"=="0" goto :install

:make
for %%P in ("py -3" "python") do (
    %%~P -c "import sys, tkinter, venv; sys.exit(sys.version_info < (3, 11))" 2>nul
    if not errorlevel 1 (
        echo sophieu: setting up; this is done once and takes a minute or two 1>&2
        %%~P -m venv --clear "%VENV%"
        if not errorlevel 1 goto :install
        echo sophieu: the folder %VENV% could not be made. Put this folder where you may write. 1>&2
        goto :failed
    )
)
echo sophieu: there is no Python 3.11 or newer with tkinter on this computer. 1>&2
echo sophieu: install Python from its official installer, or use the installer of So Phieu, which brings it. 1>&2
goto :failed

:install
pushd "%HERE%"
"%PY%" -m pip install --quiet --disable-pip-version-check -e ".%EXTRAS%" 1>&2
set "ENDED=%ERRORLEVEL%"
popd
if not "%ENDED%"=="0" (
    echo sophieu: the Python parts could not be installed. Check the connection, then start again. 1>&2
    goto :failed
)
copy /y "%HERE%setup.cfg" "%VENV%\set-up-%KIND%" >nul
if "%KIND%"=="dev" copy /y "%HERE%setup.cfg" "%VENV%\set-up-run" >nul

:start
if "%~1"=="--set-up" exit /b 0
rem without a command the window opens by itself, and this black one closes
if "%~1"=="" (
    start "" "%VENV%\Scripts\pythonw.exe" -P -m desktop
    exit /b 0
)
"%PY%" -P -m desktop %*
exit /b %ERRORLEVEL%

:failed
rem started by double click, the window would close with the message in it
if "%~1"=="" pause
exit /b 1
