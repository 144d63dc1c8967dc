import Testing

@testable import TerminalInterface

@Suite("Numbers as text")
struct NumberFormatTests {
  @Test("a fixed count of decimals")
  func fixed() {
    #expect(NumberFormat.fixed(3.14159, decimals: 2) == "3.14")
    #expect(NumberFormat.fixed(0.25, decimals: 1) == "0.3")
    #expect(NumberFormat.fixed(2, decimals: 3) == "2.000")
    #expect(NumberFormat.fixed(1.005e6, decimals: 0) == "1005000")
    #expect(NumberFormat.fixed(-0.004, decimals: 2) == "0.00")
    #expect(NumberFormat.fixed(-12.5, decimals: 2) == "-12.50")
    #expect(NumberFormat.fixed(0.05, decimals: 2) == "0.05")
    #expect(NumberFormat.fixed(.nan, decimals: 2) == "n/a")
    #expect(NumberFormat.fixed(1e300, decimals: 2) == "1e+300")
  }

  @Test("hundredths, groups of digits, counts")
  func others() {
    #expect(NumberFormat.percent(0.7421) == "74.2 %")
    #expect(NumberFormat.percent(1, decimals: 0) == "100 %")
    #expect(NumberFormat.percent(.nan) == "n/a")
    #expect(NumberFormat.grouped(1_234_567) == "1,234,567")
    #expect(NumberFormat.grouped(999) == "999")
    #expect(NumberFormat.grouped(-1000) == "-1,000")
    #expect(NumberFormat.count(1, "file") == "1 file")
    #expect(NumberFormat.count(1200, "file") == "1,200 files")
    #expect(NumberFormat.count(2, "class", "classes") == "2 classes")
  }

  @Test("lengths of time")
  func time() {
    #expect(NumberFormat.duration(seconds: 0.416) == "0.42 s")
    #expect(NumberFormat.duration(seconds: 12.34) == "12.3 s")
    #expect(NumberFormat.duration(seconds: 59.97) == "1 min 00 s")
    #expect(NumberFormat.duration(seconds: 245) == "4 min 05 s")
    #expect(NumberFormat.duration(seconds: 7620) == "2 h 07 min")
    #expect(NumberFormat.clock(seconds: 7) == "0:07")
    #expect(NumberFormat.clock(seconds: 754) == "12:34")
    #expect(NumberFormat.clock(seconds: 3723) == "1:02:03")
    #expect(NumberFormat.clock(seconds: .infinity) == "-:--")
  }
}
