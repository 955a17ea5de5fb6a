"""What a PDF says of itself: document information and its XMP twin (ISO 16684-1, ISO 14289-1 5; ISO 15930-7 6.2; ISO 19005-2 6.6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cardprint.page import Meta

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
PRODUCER = "cardprint"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{author}<dc:format>application/pdf</dc:format>
<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate><xmp:MetadataDate>{when}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
{readable}
</rdf:Description>{more}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_X4 = """
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{name}</xmpMM:DocumentID><xmpMM:InstanceID>uuid:{name}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
</rdf:Description>"""
_A2A = """
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

_UA1 = "<pdfuaid:part>1</pdfuaid:part>"
_UA2 = """<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>
<pdfd:declarations xmlns:pdfd="http://pdfa.org/declarations/"><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfd:conformsTo>http://pdfa.org/declarations/wtpdf#accessibility1.0</pdfd:conformsTo></rdf:li></rdf:Bag></pdfd:declarations>"""
_MORE: Mapping[str, str] = {"x-4": _X4, "a-2a": _A2A}
"""What further kinds of PDF say of themselves."""


def packet(meta: Meta, kind: str, digest: Callable[[], str]) -> bytes:
    """Write the XMP packet of a PDF/UA file that may also be of another kind; `digest` gives the 32 digits that a kind may be named by."""
    author = f"<dc:creator><rdf:Seq><rdf:li>{meta.author.translate(_ESCAPES)}</rdf:li></rdf:Seq></dc:creator>\n" if meta.author else ""
    when = f"{meta.date}T00:00:00Z"
    return _PACKET.format(
        title=meta.title.translate(_ESCAPES),
        language=meta.language,
        author=author,
        when=when,
        producer=PRODUCER,
        readable=_UA2 if kind == "ua-2" else _UA1,
        more=_MORE.get(kind, "").format(name=_uuid(digest())) if kind in _MORE else "",
    ).encode()


def pdf_date(meta: Meta) -> str:
    """Write the date as PDF does (ISO 32000-1 7.9.4)."""
    return f"D:{meta.date.replace('-', '')}000000Z"


def _uuid(text: str) -> str:
    """Name a document by what is in it (RFC 9562, 5.5: a name-based UUID)."""
    from uuid import NAMESPACE_URL, uuid5

    return str(uuid5(NAMESPACE_URL, text))
