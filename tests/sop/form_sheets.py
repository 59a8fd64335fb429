"""A unit's sheet for tests: a row with two indicators, one untargeted, one idle, and two IKU."""

from decimal import Decimal

from bot.sop.achievement import Polarity
from bot.sop.forms import Answers, Given
from bot.sop.sheet import IndicatorLine, Sheet, SheetRow

DESA = IndicatorLine(key="1.1", code="I-1", name="Dokumen desa", measure="Dokumen", target=Decimal(2))
KASUS = IndicatorLine(
    key="1.2",
    code="I-2",
    name="Kasus",
    measure="Kasus",
    polarity=Polarity.TURUN,
    target=Decimal(2),
    previous=Decimal(1),
)
NANTI = IndicatorLine(key="2.1", code="I-3", name="Laporan nanti", measure="Laporan", target_year=Decimal(1))
TUNDA = IndicatorLine(key="3.1", code="I-4", name="Laporan tunda", measure="Laporan", target=Decimal(1))
IKM = IndicatorLine(key="iku1", code="IKU-1", name="Indeks", measure="Indeks", whole=False)
TERTIB = IndicatorLine(key="iku2", code="IKU-2", name="Desa tertib", measure="%", whole=False, target=Decimal(50))
SHEET = Sheet(
    rows=(
        SheetRow(
            key="1",
            code="7.01.1",
            name="Fasilitasi desa",
            program="7.01.06 Pembinaan",
            budget=Decimal(1_000_000),
            ledger=Decimal(250_000),
            spent_before=Decimal(100_000),
            indicators=(DESA, KASUS),
        ),
        SheetRow(key="2", code="7.01.2", name="Sinergi", indicators=(NANTI,)),
        SheetRow(
            key="3", code="7.01.3", name="Pemberdayaan", running=False, idle_reason="Menunggu", indicators=(TUNDA,)
        ),
    ),
    iku=(IKM, TERTIB),
)


def given(**values: str) -> Answers:
    """Answers by field, with '_' for ':' and '__' for '.'."""
    return {key.replace("__", ".").replace("_", ":", 1): Given(value) for key, value in values.items()}


FULL = given(
    ind_1__1="2",
    ind_1__2="0",
    bud_1="300000",
    push_1="Kerja sama desa",
    block_1="tidak ada",
    proof_1="ada",
    bud_2="0",
    idle_3="Menunggu",
    ind_iku2="40",
)
