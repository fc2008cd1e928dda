package dev.holdfast.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads pages with the JDK's parser, which takes nothing that is not well-formed. */
public final class Xml {
    private Xml() {}

    /** The document; the parser's error if it is not well-formed. */
    public static Document parse(String text) throws Exception {
        DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new InputSource(new StringReader(text.strip())));
    }

    /** All elements. */
    public static List<Element> all(Document document) {
        NodeList nodes = document.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>(nodes.getLength());
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    /** The element with this id. */
    public static Element byId(Document document, String id) {
        return all(document).stream()
                .filter(e -> e.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no element has the id " + id));
    }

    /** Whether the character at {@code i} is one that hides, reorders or is half of one. */
    public static boolean isInvisible(String s, int i) {
        char c = s.charAt(i);
        boolean half =
                Character.isHighSurrogate(c)
                                && !(i + 1 < s.length()
                                        && Character.isLowSurrogate(s.charAt(i + 1)))
                        || Character.isLowSurrogate(c)
                                && !(i > 0 && Character.isHighSurrogate(s.charAt(i - 1)));
        boolean hides =
                c >= 0x7f && c <= 0x9f
                        || c >= 0x200b && c <= 0x200f
                        || c >= 0x2028 && c <= 0x202e
                        || c >= 0x2060 && c <= 0x2069
                        || c >= 0xfff0;
        return half || hides;
    }
}
