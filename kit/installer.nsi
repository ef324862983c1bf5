; The installer for Windows: for one user, without rights of an administrator. Exit codes stand in docs/kit.md.
; STAGE, VERSION, NUMBERS, OUT, PAGES and the list of files are handed over by kit/installer.py.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
SetDatablockOptimize on
Name "Sổ Phiếu"
BrandingText "Sổ Phiếu ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
  !finalize '${SIGN} "%1"' = 0
!endif
ManifestSupportedOS all
InstallDir "$LOCALAPPDATA\Programs\SoPhieu"
InstallDirRegKey HKCU "Software\SoPhieu" "Dir"
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!define MUI_ICON "${STAGE}/sophieu.ico"
!define MUI_UNICON "${STAGE}/sophieu.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PAGES}/side.bmp"
!define MUI_LANGDLL_WINDOWTITLE "Sổ Phiếu"
!define MUI_LANGDLL_INFO "Ngôn ngữ của bộ cài (language of the installer):"
!define MUI_FINISHPAGE_RUN "$INSTDIR\python\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m desktop"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_CUSTOMFUNCTION_GUIINIT LookBefore
!define MUI_CUSTOMFUNCTION_UNGUIINIT un.LookBefore
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(OnlyProgram)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGEEX "${PAGES}" "Vietnamese"
!insertmacro MUI_LANGUAGE "English"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductName" "Sổ Phiếu"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileDescription" "Bộ cài Sổ Phiếu"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "LegalCopyright" "MIT"

LangString TooOld ${LANG_VIETNAMESE} "Sổ Phiếu cần Windows 10 hoặc 11 bản 64 bit. Máy này cũ hơn; chưa có gì thay đổi."
LangString TooOld ${LANG_ENGLISH} "Sổ Phiếu needs Windows 10 or 11, 64 bit. This computer is older; nothing was changed."
LangString Running ${LANG_VIETNAMESE} "Sổ Phiếu đang mở. Hãy đóng chương trình rồi chạy lại; chưa có gì thay đổi."
LangString Running ${LANG_ENGLISH} "Sổ Phiếu is running. Close it, then start again; nothing was changed."
LangString BackingUp ${LANG_VIETNAMESE} "Đang sao lưu dữ liệu trước khi nâng cấp…"
LangString BackingUp ${LANG_ENGLISH} "Backing up the data before the upgrade…"
LangString NotBackedUp ${LANG_VIETNAMESE} "Không sao lưu được hết dữ liệu trước khi nâng cấp (xem chi tiết ở cửa sổ cài). Vẫn cài tiếp?"
LangString NotBackedUp ${LANG_ENGLISH} "Not all data could be backed up before the upgrade (see the details in the window). Go on all the same?"
LangString NotWritten ${LANG_VIETNAMESE} "Không ghi được chương trình vào $INSTDIR. Bản cũ vẫn còn nguyên. Hãy đóng các chương trình khác, kiểm tra chỗ trống trên ổ đĩa rồi chạy lại."
LangString NotWritten ${LANG_ENGLISH} "The program could not be written to $INSTDIR. The former version is as it was. Close other programs, look whether the disk has room, then start again."
LangString NotGoneBack ${LANG_VIETNAMESE} "Chưa quay lại được bản trước vì có tệp đang mở; bản đang dùng vẫn còn nguyên. Hãy đóng các chương trình khác rồi chạy lại."
LangString NotGoneBack ${LANG_ENGLISH} "The version before could not be put back, since a file is open; the present one is as it was. Close other programs, then start again."
LangString NotStarting ${LANG_VIETNAMESE} "Bản mới không chạy được trên máy này; bản cũ đã được đặt lại. Dữ liệu không bị động đến."
LangString NotStarting ${LANG_ENGLISH} "The new version does not run on this computer; the former one is back. The data was not touched."
LangString NoFormer ${LANG_VIETNAMESE} "Không có bản cũ để quay lại; chưa có gì thay đổi."
LangString NoFormer ${LANG_ENGLISH} "There is no former version to go back to; nothing was changed."
LangString Preparing ${LANG_VIETNAMESE} "Đang chuẩn bị để chương trình mở nhanh…"
LangString Preparing ${LANG_ENGLISH} "Preparing, so that the program opens quickly…"

LangString OnlyProgram ${LANG_VIETNAMESE} "Chương trình sẽ được gỡ khỏi máy này. Dữ liệu của đơn vị không bị xóa."
LangString OnlyProgram ${LANG_ENGLISH} "The program will be removed from this computer. The data of the office is not deleted."
LangString DataStays ${LANG_VIETNAMESE} "Đã gỡ Sổ Phiếu. Dữ liệu của đơn vị còn nguyên trong:"
LangString DataStays ${LANG_ENGLISH} "Sổ Phiếu is removed. The data of the office is still in:"

!define TOO_OLD 10
!define RUNNING 11
!define NOT_BACKED_UP 12
!define NOT_STARTING 13
!define NOT_WRITTEN 14
!define NO_FORMER 15
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\SoPhieu"

Var Back
Var Writing

; a file that cannot be written is not left out: a program that lacks one would start and fail later
AllowSkipFiles off

!macro Refuse CODE TEXT
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}"
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend

; the program takes a name while it runs
!macro RefuseWhileRunning
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "Local\SoPhieu") p.r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    !insertmacro Refuse ${RUNNING} "$(Running)"
  ${EndIf}
!macroend

; moves one part of the installed program; $1 counts what could not be moved
!macro Move FROM TO
  ${If} ${FileExists} "${FROM}"
    ClearErrors
    Rename "${FROM}" "${TO}"
    ${If} ${Errors}
      IntOp $1 $1 + 1
    ${EndIf}
  ${EndIf}
!macroend

!macro MoveAll FROM TO
  StrCpy $1 0
  !insertmacro Move "${FROM}\python" "${TO}\python"
  !insertmacro Move "${FROM}\parts" "${TO}\parts"
  !insertmacro Move "${FROM}\app" "${TO}\app"
  !insertmacro Move "${FROM}\vi-du" "${TO}\vi-du"
  !insertmacro Move "${FROM}\sbom.cdx.json" "${TO}\sbom.cdx.json"
!macroend

!macro DeleteAll AT
  RMDir /r "${AT}\python"
  RMDir /r "${AT}\parts"
  RMDir /r "${AT}\app"
  RMDir /r "${AT}\vi-du"
  Delete "${AT}\sbom.cdx.json"
!macroend

; what was written goes, and the former version is back as it was
!macro Restore
  !insertmacro DeleteAll "$INSTDIR"
  !insertmacro MoveAll "$INSTDIR\previous" "$INSTDIR"
  RMDir "$INSTDIR\previous"
  StrCpy $Writing 0
!macroend

; answers of the program that are shown here; it speaks UTF-8 otherwise, which nsExec does not read
!macro AskReadably
  System::Call 'kernel32::SetEnvironmentVariable(t "SOPHIEU_OUTPUT", t "utf-16-le")'
!macroend

; the program at AT copies the data of every folder; $0 is "0" when all was copied
!macro BackUp AT
  DetailPrint "$(BackingUp)"
  !insertmacro AskReadably
  nsExec::ExecToLog '"${AT}\python\python.exe" -m desktop backup everywhere'
  Pop $0
!macroend

; where $0 says that not all was copied: nobody there to ask stops, a person may go on
!macro AskWithoutCopy NAME
  ${If} $0 != "0"
    ${If} ${Silent}
      SetErrorLevel ${NOT_BACKED_UP}
      Quit
    ${EndIf}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NotBackedUp)" IDYES ${NAME}
    SetErrorLevel ${NOT_BACKED_UP}
    Quit
    ${NAME}:
  ${EndIf}
!macroend

; the version at $2 is named in the list of programs
!macro Register
  WriteRegStr HKCU "Software\SoPhieu" "Dir" "$INSTDIR"
  WriteRegStr HKCU "Software\SoPhieu" "Language" "$LANGUAGE"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Sổ Phiếu"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\sophieu.ico"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\go-bo.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\go-bo.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
!macroend

; what it speaks was chosen when it was installed first
!macro Speak
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ReadRegStr $0 HKCU "Software\SoPhieu" "Language"
  ${If} $0 != ""
    StrCpy $LANGUAGE $0
  ${EndIf}
!macroend

!macro LookBefore
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    !insertmacro Refuse ${TOO_OLD} "$(TooOld)"
  ${EndIf}
  !insertmacro RefuseWhileRunning
!macroend

; behind .onInit, where sentences are still in the language of Windows; a silent run does not come here
Function LookBefore
  !insertmacro LookBefore
FunctionEnd

Function .onInit
  SetShellVarContext current
  !insertmacro Speak
  ${If} ${Silent}
    !insertmacro LookBefore
  ${ElseIf} $0 == ""
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
  StrCpy $Back 0
  StrCpy $Writing 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/BACK" $1
  ${IfNot} ${Errors}
    StrCpy $Back 1
  ${EndIf}
FunctionEnd

Section
  SetShellVarContext current
  !insertmacro RefuseWhileRunning
  ${If} $Back = 1
    ${IfNot} ${FileExists} "$INSTDIR\previous\python\python.exe"
      !insertmacro Refuse ${NO_FORMER} "$(NoFormer)"
    ${EndIf}
    !insertmacro BackUp "$INSTDIR"
    ${If} $0 != "0"
      ; the version that is left may be the one that does not run
      !insertmacro BackUp "$INSTDIR\previous"
    ${EndIf}
    !insertmacro AskWithoutCopy back_without_copy
    RMDir /r "$INSTDIR\newer"
    CreateDirectory "$INSTDIR\newer"
    !insertmacro MoveAll "$INSTDIR" "$INSTDIR\newer"
    ${If} $1 = 0
      !insertmacro MoveAll "$INSTDIR\previous" "$INSTDIR"
      ${If} $1 <> 0
        !insertmacro MoveAll "$INSTDIR" "$INSTDIR\previous"
        StrCpy $1 1
      ${EndIf}
    ${EndIf}
    ${If} $1 <> 0
      !insertmacro MoveAll "$INSTDIR\newer" "$INSTDIR"
      RMDir "$INSTDIR\newer"
      !insertmacro Refuse ${NOT_WRITTEN} "$(NotGoneBack)"
    ${EndIf}
    RMDir /r "$INSTDIR\newer"
    RMDir "$INSTDIR\previous"
    ReadRegStr $0 HKCU "${UNINSTALL}" "FormerVersion"
    WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "$0"
    DeleteRegValue HKCU "${UNINSTALL}" "FormerVersion"
    SetErrorLevel 0
    Return
  ${EndIf}

  ${If} ${FileExists} "$INSTDIR\python\python.exe"
    !insertmacro BackUp "$INSTDIR"
    !insertmacro AskWithoutCopy install_without_copy
    RMDir /r "$INSTDIR\previous"
    CreateDirectory "$INSTDIR\previous"
    !insertmacro MoveAll "$INSTDIR" "$INSTDIR\previous"
    ${If} $1 <> 0
      ; what was moved goes back: the former version is as it was
      !insertmacro MoveAll "$INSTDIR\previous" "$INSTDIR"
      RMDir "$INSTDIR\previous"
      !insertmacro Refuse ${NOT_WRITTEN} "$(NotWritten)"
    ${EndIf}
    ReadRegStr $0 HKCU "${UNINSTALL}" "DisplayVersion"
    WriteRegStr HKCU "${UNINSTALL}" "FormerVersion" "$0"
  ${EndIf}

  StrCpy $Writing 1
  ClearErrors
  !include "${FILES}"
  ${If} ${Errors}
    !insertmacro Restore
    !insertmacro Refuse ${NOT_WRITTEN} "$(NotWritten)"
  ${EndIf}
  nsExec::ExecToLog '"$INSTDIR\python\python.exe" -m desktop --help'
  Pop $0
  ${If} $0 != "0"
    !insertmacro Restore
    !insertmacro Refuse ${NOT_STARTING} "$(NotStarting)"
  ${EndIf}
  StrCpy $Writing 0
  DetailPrint "$(Preparing)"
  nsExec::Exec '"$INSTDIR\python\python.exe" -m compileall -q --invalidation-mode unchecked-hash "$INSTDIR\python\Lib" "$INSTDIR\parts" "$INSTDIR\app"'
  Pop $0

  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\go-bo.exe"
  CreateShortcut "$SMPROGRAMS\Sổ Phiếu.lnk" "$INSTDIR\python\pythonw.exe" "-m desktop" "$INSTDIR\sophieu.ico"
  CreateShortcut "$DESKTOP\Sổ Phiếu.lnk" "$INSTDIR\python\pythonw.exe" "-m desktop" "$INSTDIR\sophieu.ico"
  !insertmacro Register
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  SetErrorLevel 0
SectionEnd

; NSIS itself stopped at a file that it could not write
Function .onInstFailed
  ${If} $Writing = 1
    !insertmacro Restore
    !insertmacro Refuse ${NOT_WRITTEN} "$(NotWritten)"
  ${EndIf}
FunctionEnd

Function un.LookBefore
  !insertmacro RefuseWhileRunning
FunctionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro Speak
  ${If} ${Silent}
    !insertmacro RefuseWhileRunning
  ${EndIf}
FunctionEnd

Section Uninstall
  SetShellVarContext current
  !insertmacro AskReadably
  nsExec::ExecToStack '"$INSTDIR\python\python.exe" -m desktop backup folders'
  Pop $0
  Pop $1
  ${If} $0 != "0"
    StrCpy $1 "$LOCALAPPDATA\sophieu"
  ${EndIf}
  Delete "$SMPROGRAMS\Sổ Phiếu.lnk"
  Delete "$DESKTOP\Sổ Phiếu.lnk"
  !insertmacro DeleteAll "$INSTDIR"
  RMDir /r "$INSTDIR\previous"
  RMDir /r "$INSTDIR\newer"
  Delete "$INSTDIR\sophieu.ico"
  Delete "$INSTDIR\sophieu.cmd"
  Delete "$INSTDIR\So Phieu.cmd"
  Delete "$INSTDIR\doc-truoc.txt"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\go-bo.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\SoPhieu"
  DetailPrint "$(DataStays) $1"
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "$(DataStays)$\r$\n$\r$\n$1"
  ${EndIf}
SectionEnd
