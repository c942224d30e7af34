"""Makes the fixture workbooks with two other programs: openpyxl writes, LibreOffice converts and encrypts.

Run by hand on a machine that has both (Debian: python3-openpyxl, python3-uno, libreoffice-calc); the results
are committed, so tests need neither. Everybody in them is invented.
"""

import datetime
import pathlib
import shutil
import subprocess
import tempfile
import time
import zipfile

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

HERE = pathlib.Path(__file__).parent / "fixtures"


def resident_id(area: str, birth: str, order: int) -> str:
    body = f"{area}{birth}{order:03d}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights))
    return body + "10X98765432"[total % 11]


PEOPLE = [
    ("林示例", resident_id("440106", "19850312", 101), "广州示例贸易有限公司", "13800000001", "VIP"),
    ("陈样本", resident_id("440106", "19790721", 102), "广州示例贸易有限公司", "13800000002", "VIP"),
    ("黄 试 用", resident_id("440304", "19900105", 103), "广州示例贸易有限公司", "13800000003", "工作人员"),
    ("欧阳演示", resident_id("110105", "19861130", 24), "广州样本实业有限责任公司", "13800000004", "专业观众"),
    ("梁练习", resident_id("440106", "19920808", 105), "广州样本实业有限责任公司", "13800000005", ""),
    ("何虚构", resident_id("440106", "19880229", 106), "广州虚构进出口公司", "13800000006", "VIP"),
]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def plain(book: Workbook) -> None:
    """A tidy list, as a second program writes it."""
    sheet = book.active
    sheet.title = "VIP名单"
    sheet.append(["序号", "姓名", "证件号码", "单位名称", "手机", "人员标签"])
    for number, person in enumerate(PEOPLE, 1):
        sheet.append([number, *person])


def messy(book: Workbook) -> None:
    """What offices make: titles, blank rows, a header of two rows, merged units, numbers as numbers."""
    sheet = book.active
    sheet.title = "嘉宾"
    sheet["A1"] = "广东交易团 VIP 嘉宾名单（第三届）"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "填表日期"
    sheet["B2"] = datetime.date(2020, 9, 7)
    headers = ["序号", "姓名", "证件号", "单位", "联系方式", None, "备注", "备注"]
    for column, header in enumerate(headers, 1):
        sheet.cell(4, column, header)
    sheet["E5"], sheet["F5"] = "手机", "邮箱"
    for column in (1, 2, 3, 4, 7, 8):
        letter = get_column_letter(column)
        sheet.merge_cells(f"{letter}4:{letter}5")
    sheet.merge_cells("E4:F4")
    rows = [
        # number as a number: Excel has kept fifteen digits
        (6, PEOPLE[0][0], int(PEOPLE[0][1][:15] + "000"), PEOPLE[0][2], PEOPLE[0][3]),
        (7, PEOPLE[1][0], PEOPLE[1][1], None, int(PEOPLE[1][3])),
        (8, PEOPLE[2][0], PEOPLE[2][1].translate(FULL_WIDTH), None, PEOPLE[2][3].translate(FULL_WIDTH)),
        (10, PEOPLE[3][0], "1.10105E+17", PEOPLE[3][2], PEOPLE[3][3]),
        (11, PEOPLE[4][0], PEOPLE[4][1].replace("X", "x"), None, "+86 138-0000-0005"),
        (12, PEOPLE[5][0], 12345678, PEOPLE[5][2], None),
    ]
    for row, name, number, unit, phone in rows:
        sheet.cell(row, 1, row)
        sheet.cell(row, 2, name)
        sheet.cell(row, 3, number)
        sheet.cell(row, 4, unit)
        sheet.cell(row, 5, phone)
    sheet.merge_cells("D6:D8")
    sheet.merge_cells("D10:D11")
    sheet["G6"] = "=LEFT(B6,1)"
    sheet["H7"] = "#N/A"
    sheet["H7"].data_type = "e"
    sheet["G8"] = datetime.date(2020, 11, 6)
    hidden = book.create_sheet("字典")
    hidden.append(["VIP", "工作人员", "专业观众"])
    hidden.sheet_state = "hidden"


def alike(book: Workbook) -> None:
    """Two sheets that are the same, and one that only looks so."""
    plain(book)
    for title, people in (("VIP名单 (2)", PEOPLE), ("VIP名单 终版", PEOPLE[:3])):
        sheet = book.create_sheet(title)
        sheet.append(["序号", "姓名", "证件号码", "单位名称", "手机", "人员标签"])
        for number, person in enumerate(people, 1):
            sheet.append([number, *person])


def credit_code(body: str, region: str) -> str:
    """An enterprise's code with both check characters right."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    values = {letter: at for at, letter in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    inner = sum(values[letter] * weight for letter, weight in zip(body, [3, 7, 9, 10, 5, 8, 4, 2]))
    check = (11 - inner % 11) % 11
    code = "91" + region + body + ("X" if check == 10 else str(check))
    total = sum(letters.index(letter) * pow(3, at, 31) for at, letter in enumerate(code))
    return code + letters[(31 - total % 31) % 31]


CODES = [credit_code("MA5XMPL1", "440101"), credit_code("MA5XMPL2", "440101")]


def submissions(book: Workbook) -> None:
    """Registrations as an office without an integration fills them in, with the usual mistakes."""
    units = book.active
    units.title = "单位"
    units.append(["广东交易团登记材料（表格登记）"])
    units.append(
        ["单位名称*", "统一社会信用代码*", "分团*", "所在地区*", "单位类别*", "采购类别*", "采购商品*"]
        + ["采购意向金额（万美元）", "联系人*", "联系人手机*", "地址*", "往届参加", "资质文件（图片文件名）"]
    )
    rest = ["企业", "装备", "数控机床", "120.5", "林示例", "13800000001", "广州市示例路1号", "否"]
    units.append(["广州表格示例有限公司", CODES[0], "广州市", "境内", *rest, "licence-1.png"])
    units.append(["广州表格样本有限公司", CODES[1].lower(), "广州市", "境内", *rest, None])
    wrong = CODES[0][:-1] + ("0" if CODES[0][-1] != "0" else "1")
    units.append(["广州代码有误有限公司", wrong, "广州市", "境内", *rest, None])
    units.append(["广州分团不明有限公司", credit_code("MA5XMPL3", "440101"), "火星分团", "境内", *rest, None])
    people = book.create_sheet("人员")
    people.append(
        ["单位统一社会信用代码*", "姓名*", "人员类型*", "证件类型*", "证件号码*", "职务", "手机*", "已签承诺*"]
        + ["入场日期", "照片（图片文件名）"]
    )

    def person(code, at, number=None, phone="13800000001", photo=None):
        name, own = PEOPLE[at][0], PEOPLE[at][1]
        people.append([code, name, "境内人员", "身份证", number or own, "经理", phone, "是", None, photo])

    person(CODES[0], 0, photo="person-1.png")
    person(CODES[0], 1)
    person(CODES[1], 2, number=int(PEOPLE[2][1][:15] + "000"))
    person(credit_code("MA5XMPL9", "440101"), 3)
    person(CODES[0], 0)
    person(CODES[1], 4, phone=None)
    person(CODES[1], 5, photo="nobody.jpg")
    notes = book.create_sheet("备注")
    notes.append(["本表由分团填写"])


def write(name: str, fill) -> pathlib.Path:
    book = Workbook()
    fill(book)
    path = HERE / name
    book.save(path)
    return path


def convert(source: pathlib.Path, target: str, name: str, work: pathlib.Path) -> pathlib.Path:
    """Lets LibreOffice save `source` in another format, under the given name."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", target]
        + ["--outdir", str(work), str(source)],
        check=True,
        capture_output=True,
    )
    made = work / f"{source.stem}.{target.split(':')[0]}"
    shutil.move(made, HERE / name)
    return HERE / name


def encrypt(source: pathlib.Path, name: str, filter_name: str, work: pathlib.Path) -> None:
    """Lets LibreOffice save a workbook with a password."""
    import uno
    from com.sun.star.beans import PropertyValue

    def value(key: str, content) -> PropertyValue:
        return PropertyValue(Name=key, Value=content)

    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless"]
        + ["--accept=pipe,name=fixtures;urp;"]
    )
    try:
        resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
        for _ in range(60):
            try:
                context = resolver.resolve("uno:pipe,name=fixtures;urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.5)
        desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        book = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (value("Hidden", True),))
        options = (value("FilterName", filter_name), value("Password", "not-a-secret"))
        book.storeToURL((HERE / name).as_uri(), options)
        book.close(True)
        desktop.terminate()
    finally:
        office.wait(timeout=60)


def with_macros(source: pathlib.Path, name: str) -> None:
    """A workbook that carries a macro project; its content is of no matter to a reader of data."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = content.replace(
                    b"<Override",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
                    1,
                )
            new.writestr(entry, content)
        new.writestr("xl/vbaProject.bin", b"no macro is in here")


def main() -> None:
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        tidy = write("openpyxl-plain.xlsx", plain)
        rough = write("openpyxl-messy.xlsx", messy)
        write("openpyxl-alike.xlsx", alike)
        with_macros(tidy, "openpyxl-macros.xlsm")
        convert(rough, "xls:MS Excel 97", "libreoffice-messy.xls", work)
        ods = convert(rough, "ods:calc8", "libreoffice-messy.ods", work)
        convert(ods, "xlsx:Calc MS Excel 2007 XML", "libreoffice-messy-from-ods.xlsx", work)
        registrations = Workbook()
        submissions(registrations)
        registrations.save(work / "registrations.xlsx")
        convert(work / "registrations.xlsx", "ods:calc8", "../registrations.ods", work)
        source = HERE.parent / "registrations.ods"
        convert(source, "xlsx:Calc MS Excel 2007 XML", "libreoffice-submissions.xlsx", work)
        source.unlink()
        # 44 comma, 34 quote, 85 GB 18030, 76 UTF-8; from the first line, every cell as shown
        csv = "csv:Text - txt - csv (StarCalc):44,34,{},1,,0,false,true,false"
        convert(tidy, csv.format(85), "libreoffice-gb18030.csv", work)
        convert(tidy, csv.format(76), "libreoffice-utf8.csv", work)
        # (To the newer format LibreOffice 7.4 writes a plain file here, whatever password it is given.)
        encrypt(tidy, "libreoffice-password.xls", "MS Excel 97", work)
        encrypt(tidy, "libreoffice-password.ods", "calc8", work)
        document = work / "letter.html"
        document.write_text("<html><body><table><tr><td>姓名</td></tr></table></body></html>", "utf-8")
        shutil.copy(document, HERE / "web-page-named.xls")


if __name__ == "__main__":
    main()
