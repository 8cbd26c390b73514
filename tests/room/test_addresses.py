"""Which address the QR code holds: a private one that phones can reach, or none."""

from __future__ import annotations

import socket

import pytest

from lemans_quiz.room.addresses import (
    CABLE,
    NONE_GIVEN,
    OTHER,
    PRIVATE,
    PUBLIC,
    VIRTUAL,
    VPN,
    WIFI,
    Address,
    addresses,
    best,
    kind_of,
    ranked,
    reach_of,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wlp3s0", WIFI),
        ("wlan0", WIFI),
        ("Wi-Fi", WIFI),
        ("Intel(R) Wi-Fi 6 AX201 160MHz", WIFI),
        ("Intel(R) Wireless-AC 9560", WIFI),
        ("eth0", CABLE),
        ("enp0s31f6", CABLE),
        ("Realtek PCIe GbE Family Controller", CABLE),
        ("Intel(R) Ethernet Connection I219-V", CABLE),
        ("tun0", VPN),
        ("utun3", VPN),
        ("wg0", VPN),
        ("tailscale0", VPN),
        ("TAP-Windows Adapter V9", VPN),
        ("Cisco AnyConnect Virtual Miniport Adapter", VIRTUAL),
        ("docker0", VIRTUAL),
        ("br-1f2e3d", VIRTUAL),
        ("virbr0", VIRTUAL),
        ("Hyper-V Virtual Ethernet Adapter", VIRTUAL),
        ("vEthernet (WSL)", VIRTUAL),
        ("VirtualBox Host-Only Ethernet Adapter", VIRTUAL),
        ("bridge100", VIRTUAL),
        ("usb0", OTHER),
    ],
)
def test_interfaces_are_known_by_their_names(name, kind):
    assert kind_of(name) == kind


def test_what_the_system_calls_wireless_is():
    assert kind_of("en0", ("en0",)) == WIFI


@pytest.mark.parametrize(
    ("ip", "reach"),
    [
        ("10.3.7.21", PRIVATE),
        ("172.16.0.1", PRIVATE),
        ("172.31.255.254", PRIVATE),
        ("192.168.178.20", PRIVATE),
        ("172.32.0.1", PUBLIC),
        ("141.20.1.2", PUBLIC),
        ("100.64.0.9", PUBLIC),
        ("192.0.2.2", PUBLIC),
        ("169.254.10.10", NONE_GIVEN),
    ],
)
def test_private_is_what_routers_give(ip, reach):
    assert reach_of(ip) == reach


def address(ip: str, kind: str, *, is_way_out: bool = False) -> Address:
    return Address(ip, kind, kind, reach_of(ip), is_way_out)


WLAN, LAN = address("10.3.7.21", WIFI), address("10.9.0.5", CABLE)


@pytest.mark.parametrize(
    ("found", "ip"),
    [
        ([LAN, WLAN], "10.3.7.21"),
        ([LAN._replace(is_way_out=True), WLAN], "10.9.0.5"),
        ([address("10.8.0.2", VPN, is_way_out=True), WLAN], "10.3.7.21"),
        ([address("172.17.0.1", VIRTUAL), WLAN], "10.3.7.21"),
        ([address("141.20.1.2", CABLE, is_way_out=True), WLAN], "10.3.7.21"),
        ([address("169.254.1.1", WIFI), LAN], "10.9.0.5"),
        ([address("10.3.7.21", OTHER)], "10.3.7.21"),
    ],
)
def test_the_code_holds_the_address_that_phones_reach(found, ip):
    assert best(found).ip == ip


@pytest.mark.parametrize(
    "found",
    [
        [],
        [address("141.20.1.2", CABLE)],
        [address("10.8.0.2", VPN)],
        [address("172.17.0.1", VIRTUAL)],
        [address("169.254.1.1", WIFI)],
    ],
)
def test_without_such_an_address_there_is_no_code(found):
    assert best(found) is None


def test_the_rank_does_not_depend_on_the_order_found():
    found = [LAN, WLAN, address("10.8.0.2", VPN), address("141.20.1.2", CABLE, is_way_out=True)]
    assert ranked(found) == ranked(found[::-1])


def test_the_addresses_of_this_machine_can_be_bound():
    for one in addresses():
        with socket.socket() as probe:
            probe.bind((one.ip, 0))
