import Testing

@Suite struct TerminalInterfaceTestsPlaceholder {}
