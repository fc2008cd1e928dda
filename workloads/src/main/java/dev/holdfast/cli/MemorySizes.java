package dev.holdfast.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads amounts of memory as people write them: {@code 512m}, {@code 2g}; in bytes. */
final class MemorySizes implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})([mMgG])");

    @Override
    public Long convert(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches() || Long.parseLong(m.group(1)) == 0) {
            throw new TypeConversionException(
                    "'" + text + "' is not an amount of memory such as 512m or 2g");
        }
        long n = Long.parseLong(m.group(1));
        return m.group(2).equalsIgnoreCase("g") ? n << 30 : n << 20;
    }
}
